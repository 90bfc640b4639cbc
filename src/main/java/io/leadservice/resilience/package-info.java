/** Calls to services outside: what a call is, and what keeps a slow or failing one from harming a lead. */
@NullMarked
package io.leadservice.resilience;

import org.jspecify.annotations.NullMarked;
