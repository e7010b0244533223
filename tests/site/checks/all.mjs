// SPDX-License-Identifier: BSL-1.0
// All checks: `node run.mjs NAME...` runs some. They run in the order of their names.
export { accessibility } from './accessibility.mjs';
export { addresses } from './addresses.mjs';
export { digits } from './digits.mjs';
export { editor } from './editor.mjs';
export { exercises } from './exercises.mjs';
export { freezing } from './freezing.mjs';
export { goals } from './goals.mjs';
export { gradients } from './gradients.mjs';
export { keyboard } from './keyboard.mjs';
export { lighting } from './lighting.mjs';
export { links } from './links.mjs';
export { sources } from './sources.mjs';
export { speed } from './speed.mjs';
export { starts } from './starts.mjs';
export { twins } from './twins.mjs';
export { weight } from './weight.mjs';
