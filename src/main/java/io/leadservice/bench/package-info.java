/** Measures a service at work: what it takes, how long an answer takes, and what that costs. */
@NullMarked
package io.leadservice.bench;

import org.jspecify.annotations.NullMarked;
