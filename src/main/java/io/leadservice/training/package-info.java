/** The trainer: makes model files out of rows with outcomes. For a developer's machine, never part of the service. */
@NullMarked
package io.leadservice.training;

import org.jspecify.annotations.NullMarked;
