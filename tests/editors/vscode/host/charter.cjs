// One after the other in one window, for opening one takes longer than most of these.
require('./checking.cjs');
require('./commands.cjs');
require('./lifecycle.cjs');

exports.run = require('./running.cjs').run;
