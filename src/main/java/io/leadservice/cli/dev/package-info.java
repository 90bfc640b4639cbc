/** The commands of {@code bin/lead} for a developer's machine; not in the production image. */
@NullMarked
package io.leadservice.cli.dev;

import org.jspecify.annotations.NullMarked;
