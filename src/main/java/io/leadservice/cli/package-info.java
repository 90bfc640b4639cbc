/** The commands of {@code bin/lead}: thin, what they drive stands elsewhere. */
@NullMarked
package io.leadservice.cli;

import org.jspecify.annotations.NullMarked;
