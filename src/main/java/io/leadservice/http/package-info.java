/** The edge: routes, tokens, problems, health. The only package that knows status codes. */
@NullMarked
package io.leadservice.http;

import org.jspecify.annotations.NullMarked;
