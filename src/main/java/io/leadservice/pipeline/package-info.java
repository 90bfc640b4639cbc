/** What a stage is, which messages stages exchange, and the order in which a lead passes them. */
@NullMarked
package io.leadservice.pipeline;

import org.jspecify.annotations.NullMarked;
