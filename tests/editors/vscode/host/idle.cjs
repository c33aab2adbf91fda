// The tests need an extension to be loaded from; it does nothing.
exports.activate = () => {};
