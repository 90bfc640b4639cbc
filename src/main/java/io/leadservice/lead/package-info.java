/** The domain: what a lead is, what is found about it, and what it becomes. Uses {@code java.*} only. */
@NullMarked
package io.leadservice.lead;

import org.jspecify.annotations.NullMarked;
