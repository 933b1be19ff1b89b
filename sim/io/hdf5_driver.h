/* How HDF5 reaches the disk when a file is written: a driver that survives a full disk.
 *
 * HDF5 cannot close a file that it cannot write: after a failed write its own driver leaves an open file
 * behind that is written again, and crashes, when the program ends. This one takes note of the first failure,
 * lets HDF5 believe that all went well, and writes nothing more; its owner asks for `failure` after each step
 * and after the file is closed. */
#ifndef SIM_IO_HDF5_DRIVER_H
#define SIM_IO_HDF5_DRIVER_H

#include <hdf5.h>
#if H5_VERSION_GE(1, 13, 0)
#include <H5FDdevelop.h>
#endif

/* One file, open at most once; it must stay in place until HDF5 has closed the file. */
struct hdf5_driver {
    H5FD_t base; /* HDF5's own part */
    int descriptor;
    haddr_t allocated; /* end of what HDF5 has laid out */
    haddr_t end;       /* of the file */
    int failure;       /* errno of the first failure, or 0 */
};

/* Makes files of `access` (a list of file access properties) go through `driver`. */
herr_t hdf5_driver_use(hid_t access, struct hdf5_driver *driver);

#endif
