/** Kafka as the stages use it: client properties, the topics, the one way of writing records, the form of dead letters. */
@NullMarked
package io.leadservice.kafka;

import org.jspecify.annotations.NullMarked;
