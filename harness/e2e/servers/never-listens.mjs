// Runs for ever and opens no port.
console.log('thinking')
setInterval(() => {}, 1000)
