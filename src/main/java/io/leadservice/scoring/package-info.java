/** The scoring stage: how promising a validated lead is, with the reasons. */
@NullMarked
package io.leadservice.scoring;

import org.jspecify.annotations.NullMarked;
