/** The training run: options, schedules, optimizers, the step and the story of an epoch. */
package org.recu.train;
