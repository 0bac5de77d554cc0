function handler(event) {
    event.response.headers['x-served-by'] = { value: 'civicforge' };
    return event.response;
}
