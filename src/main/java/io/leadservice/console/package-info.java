/** The operations page and its feed. */
@NullMarked
package io.leadservice.console;

import org.jspecify.annotations.NullMarked;
