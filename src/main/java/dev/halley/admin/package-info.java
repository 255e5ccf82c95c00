/** What operators look at: is this node alive, and may it be sent traffic. */
@NullMarked
package dev.halley.admin;

import org.jspecify.annotations.NullMarked;
