/**
 * A run: its folder, lock, configuration and history, and the training from opening its data to the
 * export of its best epoch.
 */
package org.recu.run;
