// SPDX-License-Identifier: BSL-1.0
// Steps in slices of a frame, timed. The first steps are taken one a frame, and then a constant fraction more of what
// was done: the eye sees the same progress for each doubling, as the logarithmic axis of the loss shows it. From some
// hundred steps on the slice is what fits into ten milliseconds.
class Training {
  static slice = 10; // milliseconds of each frame
  static growth = 0.03; // of the steps that were done, in each frame
  static breath = 20000; // milliseconds after which it rests

  constructor(module, frameDone) {
    this.module = module;
    this.frameDone = frameDone;
    this.running = false;
    this.restarted();
  }

  restarted() {
    this.done = 0;
    this.loss = NaN;
    this.timed = { steps: 0, milliseconds: 0 };
    this.worked = 0;
    this.refused = false;
  }

  // Of the last some thousand steps: older ones count less and less.
  microsecondsPerStep() {
    return this.timed.steps ? (1000 * this.timed.milliseconds) / this.timed.steps : NaN;
  }

  play() {
    if (this.running) return;
    this.running = true;
    this.worked = 0;
    this.lastFrame = performance.now();
    window.requestAnimationFrame(() => this.frame());
  }

  pause() {
    this.running = false;
  }

  take(steps) {
    const start = performance.now();
    const loss = this.module.exports.run(steps);
    this.timed.milliseconds += performance.now() - start;
    this.timed.steps += steps;
    if (Number.isNaN(loss)) {
      this.refused = true;
      this.pause();
    }
    this.loss = loss;
    this.done = this.module.exports.steps_done();
  }

  frame() {
    if (!this.running) return;
    const now = performance.now();
    this.worked += Math.min(now - this.lastFrame, 100);
    this.lastFrame = now;

    const fitting =
      this.timed.milliseconds > 0.5 ? Math.floor((Training.slice * this.timed.steps) / this.timed.milliseconds) : 1;
    this.take(Math.max(1, Math.min(fitting, Math.ceil(Training.growth * this.done))));
    if (this.timed.milliseconds > 200) {
      this.timed.milliseconds /= 2;
      this.timed.steps /= 2;
    }
    if (this.worked > Training.breath) this.pause();
    this.frameDone();
    if (this.running) window.requestAnimationFrame(() => this.frame());
  }
}
