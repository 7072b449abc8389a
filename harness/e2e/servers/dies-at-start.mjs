// Ends before it listens, as with a missing setting.
console.error('cannot open the database: no such file')
process.exit(3)
