exports.tally = async () => {}
