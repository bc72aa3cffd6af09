/** The output in which a dynamic resource keeps its memory. This file imports nothing: programs load it. */
export const memoryKey = "__declared";
