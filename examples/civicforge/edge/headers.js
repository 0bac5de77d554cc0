'use strict';

// What every answer of the site tells browsers: only our own scripts, no frames, always TLS.
const headers = {
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
    'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
};

exports.handler = async (event) => {
    const response = event.Records[0].cf.response;
    for (const [key, value] of Object.entries(headers)) response.headers[key] = [{ key, value }];
    return response;
};
