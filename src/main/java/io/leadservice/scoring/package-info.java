/** The scoring stage: how promising a lead is, and why. */
@NullMarked
package io.leadservice.scoring;

import org.jspecify.annotations.NullMarked;
