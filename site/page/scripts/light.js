// SPDX-License-Identifier: BSL-1.0
// Which value is lit. Whoever shows values marks them with `data-value` and is told what to light: the value itself,
// its derivative, and what it is the derivative of.
const light = {
  listeners: [],
  values: new Map(),
  id: null,
  pointer: { x: NaN, y: NaN }, // where it was when it moved last

  describe(description) {
    light.values = new Map(description.values.map((value) => [value.id, value]));
    light.origins = new Map(
      description.values.filter((value) => value.derivative).map((value) => [value.derivative, value.id]),
    );
  },

  on(id) {
    light.id = light.values.has(id) ? id : null;
    const value = light.values.get(light.id);
    const role = new Map();
    if (value) {
      const origin = light.origins.get(light.id);
      if (origin) role.set(origin, 'origin');
      if (value.derivative) role.set(value.derivative, 'derivative');
      role.set(light.id, 'self');
    }
    for (const element of document.querySelectorAll('[data-value]')) {
      const lit = role.get(element.dataset.value);
      if (lit) element.dataset.lit = lit;
      else delete element.dataset.lit;
    }
    light.listeners.forEach((listener) => listener(value ?? null, role));
  },

  // Lights what the pointer is over or what has the focus, within an element. What is scrolled under a pointer that
  // rests is not pointed at.
  follow(container) {
    const rests = ({ clientX, clientY }) => clientX === light.pointer.x && clientY === light.pointer.y;
    const over = (event) => {
      if (event.type === 'pointerover' && rests(event)) return;
      const marked = event.target.closest('[data-value]');
      if (marked && container.contains(marked)) light.on(marked.dataset.value);
    };
    container.addEventListener('pointerover', over);
    container.addEventListener('focusin', over);
    container.addEventListener('pointerleave', (event) => {
      if (!rests(event)) light.on(null);
    });
    container.addEventListener('focusout', () => light.on(null));
  },
};
document.addEventListener('pointermove', ({ clientX: x, clientY: y }) => {
  light.pointer = { x, y };
});
