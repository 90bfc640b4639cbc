/** Breaks a service that is at work, again and again, and looks whether it kept its promises. */
@NullMarked
package io.leadservice.torture;

import org.jspecify.annotations.NullMarked;
