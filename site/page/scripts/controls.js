// SPDX-License-Identifier: BSL-1.0
// The tabs of presets and the choices of one. What is chosen is a plain object, as it stands in the address.
const controls = {
  words: (name) => name.replaceAll('_', ' '),

  // ---- presets -----------------------------------------------------------------------------------------------------

  tabs(container, chosen) {
    container.replaceChildren(
      ...playground.presets().map((preset) => {
        const tab = document.createElement('button');
        tab.type = 'button';
        tab.setAttribute('role', 'tab');
        tab.setAttribute('aria-controls', 'panel');
        tab.id = 'tab-' + preset.id;
        tab.textContent = preset.title;
        tab.addEventListener('click', () => chosen(preset));
        return tab;
      }),
    );
    container.addEventListener('keydown', (event) => {
      const all = [...container.children];
      const at = all.indexOf(document.activeElement);
      const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (at < 0 || next === undefined) return;
      event.preventDefault();
      all.at(next % all.length).focus();
      all.at(next % all.length).click();
    });
  },

  showTab(container, preset) {
    for (const tab of container.children) {
      const here = tab.id === 'tab-' + preset.id;
      tab.setAttribute('aria-selected', String(here));
      tab.tabIndex = here ? 0 : -1;
      if (here && container.scrollWidth > container.clientWidth) {
        container.scrollTo({ left: tab.offsetLeft - (container.clientWidth - tab.offsetWidth) / 2 });
      }
    }
  },

  // ---- what is chosen of a preset ----------------------------------------------------------------------------------

  // From the address, with the preset's own where nothing stands or nothing that exists.
  state(preset, values) {
    const state = { options: {}, rate: null, noise: preset.noise ?? 0.1, seed: 1, frozen: 0 };
    state.initializer = preset.initializer ?? 0;
    for (const { name, options, default: usual } of preset.choices) {
      state.options[name] = options.includes(values.get(name)) ? values.get(name) : options[usual ?? 0];
    }
    if (preset.initializers.includes(values.get('initializer'))) {
      state.initializer = preset.initializers.indexOf(values.get('initializer'));
    }
    const number = (name, usual) => {
      const value = Number.parseFloat(values.get(name));
      return Number.isFinite(value) && value >= 0 ? value : usual;
    };
    state.rate = number('rate', controls.usualRate(preset, state));
    state.noise = number('noise', state.noise);
    state.seed = Math.floor(number('seed', 1));
    state.frozen = Math.floor(number('frozen', 0));
    return state;
  },

  // Only what differs from the preset's own.
  values(preset, state) {
    const values = {};
    for (const { name, options, default: usual } of preset.choices) {
      if (state.options[name] !== options[usual ?? 0]) values[name] = state.options[name];
    }
    if (state.initializer !== (preset.initializer ?? 0)) values.initializer = preset.initializers[state.initializer];
    if (state.rate !== controls.usualRate(preset, state)) values.rate = state.rate;
    if (state.noise !== (preset.noise ?? 0.1)) values.noise = state.noise;
    if (state.seed !== 1) values.seed = state.seed;
    if (state.frozen !== 0) values.frozen = state.frozen;
    return values;
  },

  usualRate: (preset, state) => preset.rate[state.options.optimizer] ?? Object.values(preset.rate)[0],
  module: (preset, state) => preset.module.replace(/\{(\w+)\}/g, (_, name) => state.options[name]),

  // ---- the row of choices ------------------------------------------------------------------------------------------

  // `changed` is told which one: some need another module, some another beginning, the rate neither.
  build(container, preset, state, changed) {
    const rows = [];
    for (const { name, options } of preset.choices) {
      if (options.length < 2) continue;
      rows.push(
        controls.select(name, options, state.options[name], (value) => {
          const usual = controls.usualRate(preset, state);
          state.options[name] = value;
          if (state.rate === usual) state.rate = controls.usualRate(preset, state);
          changed('module');
        }),
      );
    }
    if (preset.initializers.length > 1) {
      rows.push(
        controls.select('initializer', preset.initializers, preset.initializers[state.initializer], (value) => {
          state.initializer = preset.initializers.indexOf(value);
          changed('beginning');
        }),
      );
    }
    const usual = controls.usualRate(preset, state);
    rows.push(
      controls.slider(
        'rate',
        [-8, 8, 1],
        Math.round(4 * Math.log10(state.rate / usual)),
        () => written.digits(state.rate, 2),
        (position) => {
          state.rate = position === 0 ? usual : Number((usual * 10 ** (position / 4)).toPrecision(2));
          changed('rate');
        },
      ),
    );
    if (preset.view === 'surface') {
      rows.push(
        controls.slider(
          'noise',
          [0, 0.4, 0.02],
          state.noise,
          () => state.noise.toFixed(2),
          (value) => {
            state.noise = value;
            changed('beginning');
          },
        ),
      );
    }
    const seed = document.createElement('input');
    Object.assign(seed, { type: 'number', min: 0, max: 9999, value: state.seed, inputMode: 'numeric' });
    seed.addEventListener('change', () => {
      state.seed = Math.max(0, Math.floor(Number(seed.value) || 0));
      changed('beginning');
    });
    rows.push(controls.labelled('seed', seed));
    container.replaceChildren(...rows);
  },

  labelled(name, ...elements) {
    const label = document.createElement('label');
    label.dataset.choice = name;
    label.append(Object.assign(document.createElement('span'), { textContent: controls.words(name) }), ...elements);
    return label;
  },

  select(name, options, chosen, changed) {
    const select = document.createElement('select');
    for (const option of options)
      select.append(new Option(controls.words(option), option, option === chosen, option === chosen));
    select.addEventListener('change', () => changed(select.value));
    return controls.labelled(name, select);
  },

  slider(name, [min, max, step], value, text, changed) {
    const input = Object.assign(document.createElement('input'), { type: 'range', min, max, step });
    input.value = value;
    const output = Object.assign(document.createElement('output'), { textContent: text() });
    const tell = () => {
      input.setAttribute('aria-valuetext', text());
      output.textContent = text();
    };
    input.addEventListener('input', () => {
      changed(Number(input.value));
      tell();
    });
    tell();
    return controls.labelled(name, input, output);
  },
};
