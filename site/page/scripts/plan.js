// SPDX-License-Identifier: BSL-1.0
// The plan of a training step: steps to the right, bytes downwards, a block for each value while it lives; and the
// table of its kernels.
const planView = {
  start() {
    planView.box = document.getElementById('plan');
    planView.lens = document.getElementById('lens');
    planView.table = document.getElementById('kernel-table');
    light.follow(planView.box);
    light.follow(planView.table);
    light.listeners.push((value, role) => planView.lit(value, role));
  },

  show(description, whole) {
    planView.description = description;
    planView.drawBlocks(description, whole);
    planView.fillTable(description);
  },

  // Buffers that hold values of the backward pass are drawn in its colour.
  backward(id) {
    return light.origins.has(id);
  },

  // What has no symbol in the derivation says what it is for.
  explain(rectangle, plan, { scratch, first }) {
    const text = scratch
      ? `Scratch of step ${first}: what its kernel lays out anew before it computes ${planView.statement(plan, first)}.`
      : `Step ${first} puts ${planView.statement(plan, first).replace(/^.* = /, '')} here.`;
    const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
    title.textContent = text;
    rectangle.append(title);
    rectangle.addEventListener('pointerenter', () => {
      light.on(null);
      planView.lens.textContent = text;
    });
  },

  drawBlocks({ plan, values }, whole) {
    const names = 'http://www.w3.org/2000/svg';
    const make = (name, attributes) => {
      const element = document.createElementNS(names, name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const steps = plan.steps.length;
    const most = Math.max(plan.workspace_bytes, whole.plan.workspace_bytes, 1);
    const svg = make('svg', {
      viewBox: `0 0 ${steps} 100`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': `${plan.buffers.length} buffers in ${plan.workspace_bytes} bytes over ${steps} steps`,
    });
    const labels = document.createElement('div');
    labels.className = 'labels';
    const latex = new Map(values.map((value) => [value.id, value.latex]));

    for (let step = 1; step < steps; ++step)
      svg.append(make('line', { x1: step, x2: step, y1: 0, y2: 100, class: 'grid' }));
    plan.buffers.forEach((buffer, index) => {
      const box = {
        x: buffer.first,
        y: (100 * buffer.offset) / most,
        width: buffer.last - buffer.first + 1,
        height: (100 * buffer.bytes) / most,
      };
      const kind = buffer.scratch ? 'scratch' : planView.backward(buffer.value) ? 'backward' : 'forward';
      const rectangle = make('rect', { ...box, class: 'buffer ' + kind, 'data-buffer': index });
      if (buffer.value) rectangle.dataset.value = buffer.value;
      else planView.explain(rectangle, plan, buffer);
      svg.append(rectangle);
      const width = (planView.box.clientWidth * box.width) / steps;
      if (!buffer.value || box.height < 5 || width < 40) return;
      const label = document.createElement('span');
      label.style.left = (100 * (box.x + box.width / 2)) / steps + '%';
      label.style.top = box.y + box.height / 2 + '%';
      label.dataset.value = buffer.value;
      formulas.render(label, latex.get(buffer.value) ?? '');
      labels.append(label);
    });

    const area = document.createElement('div');
    area.className = 'area';
    area.append(svg, labels);
    if (plan.workspace_bytes < whole.plan.workspace_bytes) {
      const rest = document.createElement('div');
      rest.className = 'vanished';
      rest.style.top = (100 * plan.workspace_bytes) / most + '%';
      rest.textContent = `${written.bytes(whole.plan.workspace_bytes - plan.workspace_bytes)} gone`;
      area.append(rest);
    }
    const bytes = document.createElement('div');
    bytes.className = 'byte-axis';
    bytes.append(
      ...[0, plan.workspace_bytes].map((value) => {
        const mark = document.createElement('span');
        mark.style.top = (100 * value) / most + '%';
        mark.textContent = written.whole(value);
        return mark;
      }),
    );
    const axis = document.createElement('div');
    axis.className = 'step-axis';
    axis.style.gridTemplateColumns = `repeat(${steps}, 1fr)`;
    const every = [1, 5, 10, 20].find((pace) => (planView.box.clientWidth * pace) / steps > 24) ?? 50;
    plan.steps.forEach((step, index) => {
      const mark = document.createElement('span');
      if (index % every === 0) mark.textContent = index;
      mark.title = step.operation;
      mark.dataset.step = index;
      axis.append(mark);
    });
    planView.box.replaceChildren(bytes, area, axis);
  },

  // What a step computes, in the names of what it reads and writes: a leaf's own, that of the value in a buffer, or the
  // bytes where it lies. Places are counted in numbers of four bytes.
  statement(plan, index) {
    const step = plan.steps[index];
    const name = (place, read) => {
      if (!place.startsWith('@')) return place;
      const offset = 4 * Number(place.slice(1));
      const here = plan.buffers.filter(
        (buffer) => buffer.offset === offset && buffer.first <= index && index <= buffer.last,
      );
      const buffer = here.find(({ first }) => first < index === read) ?? here[0];
      return buffer?.value ?? `bytes[${offset}]`;
    };
    const text = (step.computes || step.operation)
      .replace(/\bin(\d+)\b/g, (whole, i) => (step.reads[i] ? name(step.reads[i], true) : whole))
      .replace(/\bout(\d+)\b/g, (whole, i) => (step.writes[i] ? name(step.writes[i], false) : whole));
    return text.includes(' = ') || !step.writes.length
      ? text.replaceAll('; ', '\n')
      : `${name(step.writes[0], false)} = ${text}`;
  },

  fillTable({ plan }) {
    const head = document.createElement('thead');
    head.innerHTML =
      '<tr><th scope="col">step</th><th scope="col">computes</th><th scope="col">kernel, and why this one</th>' +
      '<th scope="col">shape</th><th scope="col" class="number">flops</th>' +
      '<th scope="col" class="number">bytes</th></tr>';
    const body = document.createElement('tbody');
    plan.steps.forEach((step, index) => {
      const row = body.insertRow();
      row.dataset.step = index;
      if (step.values?.length) row.dataset.value = step.values[0];
      row.insertCell().textContent = index;
      const computes = row.insertCell();
      computes.className = 'computes';
      computes.append(Object.assign(document.createElement('code'), { textContent: planView.statement(plan, index) }));
      const kernel = row.insertCell();
      kernel.append(step.kernel);
      if (step.why) kernel.append(Object.assign(document.createElement('small'), { textContent: step.why }));
      row.insertCell().textContent = step.shape;
      for (const value of [step.flops, step.bytes]) {
        Object.assign(row.insertCell(), { className: 'number', textContent: written.whole(value) });
      }
    });
    const sum = body.insertRow();
    sum.className = 'sum';
    sum.insertCell();
    Object.assign(sum.insertCell(), { colSpan: 3, textContent: 'one training step of the whole batch' });
    for (const value of [plan.flops, plan.bytes_moved]) {
      Object.assign(sum.insertCell(), { className: 'number', textContent: written.whole(value) });
    }
    planView.table.replaceChildren(head, body);
  },

  // In words, where a value is.
  whereabouts({ id, buffers }) {
    const { plan, leaves } = planView.description;
    const places = buffers
      .map((index) => plan.buffers[index])
      .map(
        ({ offset, bytes, first, last }) =>
          `bytes ${written.whole(offset)} to ${written.whole(offset + bytes - 1)}, ` +
          (first === last ? `in step ${first} only` : `steps ${first} to ${last}`),
      );
    if (places.length > 0) return `lies in ${places.join('; ')}. `;
    const leaf = leaves.find(({ name }) => name === id);
    if (leaf) return `is ${leaf.rows} × ${leaf.columns} numbers among the parameters. `;
    const step = plan.steps.findIndex(({ values }) => values.includes(id));
    return step < 0 ? 'needs no place of its own. ' : `is never stored: step ${step} goes on with it at once. `;
  },

  lit(value, role) {
    const { plan, values } = planView.description;
    const lit = new Map();
    for (const [id, part] of role) {
      for (const buffer of values.find((one) => one.id === id)?.buffers ?? []) {
        if (!lit.has(buffer) || part === 'self') lit.set(buffer, part);
      }
    }
    planView.box.classList.toggle('dimmed', lit.size > 0);
    for (const rectangle of planView.box.querySelectorAll('rect')) {
      const part = lit.get(Number(rectangle.dataset.buffer));
      if (part) rectangle.dataset.lit = part;
      else delete rectangle.dataset.lit;
    }
    for (const row of planView.table.querySelectorAll('tr[data-step]')) {
      row.classList.toggle('lit', Boolean(value && plan.steps[row.dataset.step].values?.includes(value.id)));
    }
    planView.lens.replaceChildren();
    if (!value) {
      planView.lens.textContent = 'Point at a symbol or a block.';
      return;
    }
    const symbol = (latex) => {
      const span = document.createElement('span');
      formulas.render(span, latex);
      return span;
    };
    planView.lens.append(symbol(value.latex), ' ' + planView.whereabouts(value));
    const derivative = light.values.get(value.derivative);
    if (derivative) planView.lens.append('Its derivative is ', symbol(derivative.latex), '.');
    const origin = light.values.get(light.origins.get(value.id));
    if (origin) planView.lens.append('It is the derivative with respect to ', symbol(origin.latex), '.');
  },
};
