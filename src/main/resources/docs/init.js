// The schema files name each other by their lasting address; this page takes them from the service that shows it.
const LASTING = 'https://leadservice.io/schemas/';

SwaggerUIBundle({
  url: '/openapi.yaml',
  dom_id: '#contract',
  deepLinking: true,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
  requestInterceptor: (request) => {
    if (request.url.startsWith(LASTING)) {
      request.url = window.location.origin + '/schemas/' + request.url.slice(LASTING.length);
    }
    return request;
  },
});
