/** Downloading, verifying and unpacking the archive of a data set. */
package org.recu.data.download;
