/** The publishing stage: writes events to Kafka as CloudEvents. */
@NullMarked
package io.leadservice.publishing;

import org.jspecify.annotations.NullMarked;
