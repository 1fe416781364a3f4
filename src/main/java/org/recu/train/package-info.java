/** The training run: options, schedules, optimizers, the step and the loop over epochs. */
package org.recu.train;
