/** Typed request and reply over the event bus: channels, wire codec, deadlines, placement, bounded consumers. */
@NullMarked
package io.leadservice.bus;

import org.jspecify.annotations.NullMarked;
