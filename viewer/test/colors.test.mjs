import test from 'node:test';
import assert from 'node:assert/strict';
import { contrast, css, mix, parseColor, themeOf } from 'v/draw/colors';
import { STATES } from 'v/states';

const DARK = { 'state-work': '#22c9b0', 'state-gil': '#ef4a26', 'state-ready': '#f8d976', 'state-io': '#5694fb', 'state-overhead': '#b9679a',
  'state-idle': '#2b3547', ink: '#e9edf7', 'ink-soft': '#9aa6c0', panel: '#151b2b' };

test('colours are read in the notations of style sheets', () => {
  assert.deepEqual(parseColor('#13a085'), [19, 160, 133]);
  assert.deepEqual(parseColor('#fff'), [255, 255, 255]);
  assert.deepEqual(parseColor('rgb(1, 2, 3)'), [1, 2, 3]);
  assert.deepEqual(parseColor('rgba(1 2 3 / 50%)'), [1, 2, 3]);
  assert.equal(parseColor('url(x)'), null);
  assert.equal(css([1, 2, 3], 0.5), 'rgba(1, 2, 3, 0.5)');
  assert.deepEqual(mix([0, 0, 0], [100, 200, 50], 0.5), [50, 100, 25]);
});

test('a style sheet that says nothing gives the light colours', () => {
  assert.deepEqual(themeOf(() => '').color.panel, [255, 255, 255]);
  assert.deepEqual(themeOf(() => 'nonsense').color['state-gil'], [207, 51, 22]);
});

test('letters can be read on every state, and those in the colour of work on the panel, light and dark', () => {
  for (const read of [() => '', (name) => DARK[name] ?? '']) {
    const theme = themeOf(read);
    for (const { index, name } of STATES) assert.ok(contrast(theme.fillOf(index), parseColor(theme.textOn(index))) >= 4.5, name);
    assert.ok(contrast(parseColor(theme.work), theme.color.panel) >= 4.5);
  }
});

test('a span whose state is not known does not look like no span', () => {
  const theme = themeOf(() => '');
  assert.ok(contrast(theme.fillOf(0), theme.color.panel) > 1.5);
  assert.notDeepEqual(theme.fillOf(0), theme.color['state-idle']);
});

test('in the band idle slots show nothing and waits are see-through', () => {
  const { pale } = themeOf(() => '');
  const alpha = (name) => pale.fill[STATES.find((state) => state.name === name).index] >>> 24;
  assert.equal(alpha('work'), 255);
  assert.equal(alpha('tail'), 0);
  assert.ok(alpha('gil') > 60 && alpha('gil') < 200);
  assert.ok(alpha('unattributed') > 0, 'a wait nobody can explain is no idleness');
});
