/** The networks, each reading from top to bottom, and the register of their names. */
package org.recu.model;
