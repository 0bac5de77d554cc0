export const create = async () => {}
