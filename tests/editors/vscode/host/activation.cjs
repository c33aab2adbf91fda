const assert = require('node:assert');
const { extension, run, test } = require('./running.cjs');

// Milliseconds; of the processor's time, in which others of the host have a part, so that it is only told.
const WANTED = 50;

test('the extension sleeps until it is needed', () => {
  assert.equal(extension().isActive, false);
});

test('the extension wakes when it is asked', async () => {
  const before = process.cpuUsage();
  const started = performance.now();
  await extension().activate();
  const spent = performance.now() - started;
  assert.equal(extension().isActive, true);
  const { user, system } = process.cpuUsage(before);
  const busy = (user + system) / 1000;
  return `${busy.toFixed(0)} ms of the processor, ${spent.toFixed(0)} ms in all; wanted ${WANTED}`;
});

exports.run = run;
