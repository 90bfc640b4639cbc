/** The queue side: submissions into the intake topic, and out of it through the pipeline. */
@NullMarked
package io.leadservice.intake;

import org.jspecify.annotations.NullMarked;
