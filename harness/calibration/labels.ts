// What the three targets of every measured session are called.

export const BASELINE = 'base'
/** The same build again, in processes of their own. */
export const EQUALS = ['again', 'third'] as const
/** The build with a fault, in the place of the last of its equals. */
export const FAULTY = 'slow'
