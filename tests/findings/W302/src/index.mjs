export const create = async (e) => e;
