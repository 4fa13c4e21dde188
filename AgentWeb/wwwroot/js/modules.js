// The modules of components. Those of the first screen came with the page; others are fetched when one is first called into.
const here = {};

export const provide = (modules) => Object.assign(here, modules);

/** Calls what a module exports; both in one call, since each answer of the browser that the server waits for delays a visit. */
export const call = async (module, name, ...values) => (here[module] ?? await import(module))[name](...values);
