export const create = async (event) => event;
