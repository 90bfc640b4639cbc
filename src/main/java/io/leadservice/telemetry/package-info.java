/** Traces and metrics: how they are set up, and what is read from them. */
@NullMarked
package io.leadservice.telemetry;

import org.jspecify.annotations.NullMarked;
