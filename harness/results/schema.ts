// The session file: the only bridge between measuring and judging. One JSON document per line: a header,
// then one line per finished unit, one per CPU profile, and an end line. Everything here is validated when read.
// One file per part of it in schema/; this is the room's door.
export * from './schema/asked.ts'
export * from './schema/cpu-profile.ts'
export * from './schema/chain.ts'
export * from './schema/calibration.ts'
export * from './schema/end.ts'
export * from './schema/header.ts'
export * from './schema/machine.ts'
export * from './schema/recording.ts'
export * from './schema/session.ts'
export * from './schema/slice.ts'
export * from './schema/unit.ts'
export * from './schema/version.ts'
