/** The spans of requests: begun, handed on and ended; off unless the Vert.x at work was made with them. */
@NullMarked
package io.leadservice.tracing;

import org.jspecify.annotations.NullMarked;
