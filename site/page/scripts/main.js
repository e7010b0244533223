// SPDX-License-Identifier: BSL-1.0
// The page: a preset is chosen, its module and its description are loaded, it trains, and what changes is drawn.
const page = {
  views: { surface: surfaceView, depth: surfaceView, digits: digitsView, wave: waveView, heat: heatView },
  element: (id) => document.getElementById(id),
  still: window.matchMedia('(prefers-reduced-motion: reduce)'),
  errors: { wave: true, heat: true }, // presets whose metric is an error: the smaller the better
  curve: new LossCurve(),
  norms: new NormBars(),
  ready: Promise.resolve(),

  start() {
    page.freeze = new Freeze((mask) => page.setFrozen(mask));
    formulas.start();
    planView.start();
    sources.start();
    boardPanel.start();
    gradientCheck.start(() => page);
    exercises.start();
    editor.start();
    controls.tabs(page.element('presets'), (preset) => page.open(preset, new URLSearchParams()));
    page.element('play').addEventListener('click', () => page.setRunning(!page.training.running));
    page.element('step').addEventListener('click', () => page.step());
    page.element('reset').addEventListener('click', () => page.begin(page.training.running));
    page.pad = new DigitPad(page.element('pad'), () => page.read());
    page.element('wipe').addEventListener('click', () => page.pad.wipe());
    page.element('unseen').addEventListener('click', () => putUnseen(page.module, page.pad));
    document
      .querySelectorAll('[data-jump]')
      .forEach((link) => link.addEventListener('click', (event) => page.jump(event)));
    window.addEventListener('hashchange', () => page.openAddress());
    window.addEventListener('resize', () => page.draw());
    theme.changed(() => page.draw());
    page.openAddress();
  },

  // The address holds what is shown, not where one reads.
  jump(event) {
    event.preventDefault();
    const link = event.currentTarget;
    const place = document.querySelector(link.getAttribute('href'));
    place.setAttribute('tabindex', '-1');
    address.leavePlace();
    place.focus({ preventScroll: true });
    const behavior = page.still.matches ? 'auto' : 'smooth';
    if (link.dataset.jump) {
      formulas.walkTo(link.dataset.jump);
      formulas.lines[formulas.position].scrollIntoView({ behavior, block: 'center' });
    } else {
      place.scrollIntoView({ behavior });
    }
  },

  openAddress() {
    const { name, values } = address.read();
    const presets = playground.presets();
    page.open(presets.find(({ id }) => id === name) ?? presets[0], values);
  },

  // ---- what is shown -----------------------------------------------------------------------------------------------

  open(preset, values) {
    page.preset = preset;
    page.state = controls.state(preset, values);
    page.view = page.views[preset.view];
    controls.showTab(page.element('presets'), preset);
    controls.build(page.element('choices'), preset, page.state, (what) => page.changed(what));
    page.element('about').textContent = preset.about;
    page.element('metric-name').textContent = page.errors[preset.view] ? 'largest error' : 'accuracy, unseen data';
    page.ready = page.load(!page.still.matches);
  },

  changed(what) {
    if (what === 'module') {
      controls.build(page.element('choices'), page.preset, page.state, (next) => page.changed(next));
      page.ready = page.load(page.training?.running || !page.still.matches);
    } else if (what === 'beginning') {
      page.begin(page.training.running || !page.still.matches);
    } else {
      page.module.exports.set_rate(page.state.rate);
    }
    page.remember();
  },

  remember() {
    address.write(page.preset.id, controls.values(page.preset, page.state));
  },

  // Module and descriptions of what is chosen; if something else was chosen meanwhile, they are dropped.
  async load(running) {
    page.training?.pause();
    const name = controls.module(page.preset, page.state);
    const wanted = (page.wanted = Symbol(name));
    const { state } = page;
    let loaded;
    try {
      const [module, whole] = await Promise.all([CompiledModule.load(name), playground.describe(name, 0)]);
      if (state.frozen >= module.masks) state.frozen = 0;
      loaded = [module, whole, await playground.describe(name, state.frozen)];
    } catch (error) {
      if (wanted === page.wanted) page.say(`This choice could not be loaded: ${error.message}.`);
      return;
    }
    if (wanted !== page.wanted) return;
    [page.module, page.whole, page.description] = loaded;
    page.freeze.allow(page.module.masks);
    page.freeze.mask = page.state.frozen;
    page.training = new Training(page.module, () => page.frame());
    const hasView = Boolean(page.view);
    page.element('surface').closest('figure').hidden = !hasView;
    document.querySelector('.views').classList.toggle('without-picture', !hasView);
    page.element('surface-caption').textContent = page.view?.caption ?? '';
    page.element('digit').hidden = !page.module.has('classify');
    document.querySelector('.views').classList.toggle('with-pad', page.module.has('classify'));
    weightsView.build(page.element('layers'), page.whole, page.preset, page.freeze);
    document.querySelectorAll('.freeze').forEach((group) => page.freeze.build(group, page.whole));
    page.element('freezing').hidden = page.module.masks < 2;
    page.element('allocations').textContent = page.module.grown();
    page.describe();
    page.begin(running);
    page.remember();
  },

  // Everything that stands in a description.
  describe() {
    const { description, whole } = page;
    light.describe(description);
    formulas.show(description, whole);
    planView.show(description, whole);
    costs.showMemory(description, whole, page.preset.batch);
    costs.showChange(description, whole);
    gradientCheck.clear(page.module.has('gradient_check'));
    sources.show(description);
    boardPanel.show(description, page.preset);
    page.freeze.show(description.mask);
    light.on(null);
  },

  // The same weights go on; only the program is another.
  async setFrozen(mask) {
    const { module } = page;
    const description = await playground.describe(module.name, mask);
    if (module !== page.module) return;
    page.state.frozen = mask;
    page.description = description;
    module.exports.freeze(mask);
    page.describe();
    page.remember();
    page.figures();
    page.announce(
      `${description.layers.filter(({ frozen }) => frozen).length} layers frozen. ` +
        `Training needs ${description.memory.total} bytes instead of ${page.whole.memory.total}.`,
    );
    page.draw();
  },

  // ---- training ----------------------------------------------------------------------------------------------------

  begin(running) {
    const { exports } = page.module;
    page.training.pause();
    if (exports.make_data) exports.make_data(page.preset.data_set ?? 0, page.state.noise, page.state.seed);
    exports.initialize(page.state.seed, page.state.initializer);
    exports.set_rate(page.state.rate);
    exports.freeze(page.state.frozen);
    page.training.restarted();
    page.curve.restarted();
    page.norms.restarted();
    page.pad.wipe();
    page.reached = false;
    page.say('');
    page.measure();
    page.draw();
    page.setRunning(running);
  },

  setRunning(running) {
    if (running) page.training.play();
    else page.training.pause();
    page.element('play').textContent = running ? 'Pause' : 'Train';
    const calm = page.still.matches && !running && page.training.done === 0;
    page.say(calm ? 'Motion is reduced on this device: press Train to begin.' : '');
    if (!running) page.announceState();
  },

  step() {
    page.setRunning(false);
    page.training.take(1);
    page.measure();
    page.draw();
  },

  frame() {
    const { training } = page;
    LossCurve.add(page.curve.batches, training.done, training.loss);
    const now = performance.now();
    if (training.done < 100 || now - page.measuredAt > 120) page.measure();
    if (now - (page.drawnAt ?? 0) > 33 || !training.running) page.draw();
    if (training.refused) page.say('The loss is no longer a number: a smaller rate helps.');
    if (training.running) return;
    page.element('play').textContent = 'Train';
    if (!training.refused) page.say('Trained for a while and rests now. Press Train to go on.');
    page.announceState();
  },

  measure() {
    page.measuredAt = performance.now();
    page.metric = page.module.exports.metric();
    page.whole_loss = page.module.exports.evaluate();
    LossCurve.add(page.curve.whole, Math.max(1, page.training.done), page.whole_loss);
    const { goal } = page.preset;
    const there = page.errors[page.preset.view] ? page.metric <= goal.metric : page.metric >= goal.metric;
    if (there && !page.reached) {
      page.reached = true;
      page.announceState();
    }
  },

  // ---- drawing -----------------------------------------------------------------------------------------------------

  draw() {
    if (!page.module || !page.training) return;
    page.drawnAt = performance.now();
    const { module, description, view } = page;
    if (view) {
      view.draw(page.element('surface'), module);
      page.element('surface').setAttribute('aria-label', view.describe(page.metric));
    }
    page.curve.draw(page.element('loss'));
    const norms = Float32Array.from(module.floats(module.exports.gradient_norms(), description.layers.length));
    page.norms.draw(page.element('norms'), norms, page.state.frozen);
    page
      .element('norms')
      .setAttribute(
        'aria-label',
        'Gradient norms by layer: ' + Array.from(norms, (norm) => written.digits(norm, 2)).join(', '),
      );
    weightsView.draw(module, description);
    page.figures();
    page.read();
  },

  figures() {
    const { training, description } = page;
    const microseconds = training.microsecondsPerStep();
    page.element('metric').textContent = page.metricText();
    page.element('steps').textContent = written.whole(training.done);
    page.element('microseconds').textContent = written.digits(microseconds, 3);
    page.element('per-second').textContent =
      Number.isFinite(microseconds) && microseconds > 0
        ? written.whole(Number((1e6 / microseconds).toPrecision(3)))
        : '–';
    page.element('bytes').textContent = written.whole(description.memory.total);
    page.element('loss-now').textContent = written.digits(page.whole_loss, 3);
    page
      .element('loss')
      .setAttribute('aria-label', `Loss after ${training.done} steps: ${written.digits(page.whole_loss, 3)}`);
  },

  metricText: () => (page.errors[page.preset.view] ? written.digits(page.metric, 2) : written.percent(page.metric)),

  read() {
    if (!page.module?.has('classify') || page.element('digit').hidden) return;
    showReading(page.element('reading'), page.module, page.pad);
  },

  // ---- words -------------------------------------------------------------------------------------------------------

  say(text) {
    const notice = page.element('notice');
    if (notice.textContent !== text) notice.textContent = text;
    notice.hidden = text === '';
  },

  announce(text) {
    page.element('announcement').textContent = text;
  },

  announceState() {
    page.announce(
      `${page.training.done} steps, loss ${written.digits(page.whole_loss, 3)}, ` +
        `${page.element('metric-name').textContent} ${page.metricText()}.`,
    );
  },
};

page.start();
