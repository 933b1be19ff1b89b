# generated/version.h: the version and the commit that was built, for provenance in results.
#
# Included by CMakeLists.txt it adds the target `bassin_version`; each build runs this file again as a script,
# which looks at the clone and rewrites the header only when it has something new to say.
if(NOT CMAKE_SCRIPT_MODE_FILE)
  find_package(Git QUIET)
  add_custom_target(bassin_version_header
    COMMAND ${CMAKE_COMMAND} -D GIT=${GIT_EXECUTABLE} -D SOURCE=${PROJECT_SOURCE_DIR}
      -D PROJECT_VERSION=${PROJECT_VERSION} -D HEADER=${PROJECT_BINARY_DIR}/generated/version.h
      -P ${CMAKE_CURRENT_LIST_FILE}
    BYPRODUCTS ${PROJECT_BINARY_DIR}/generated/version.h
    COMMENT "" VERBATIM)
  add_library(bassin_version INTERFACE)
  target_include_directories(bassin_version INTERFACE ${PROJECT_BINARY_DIR}/generated)
  add_dependencies(bassin_version bassin_version_header)
  return()
endif()

set(BASSIN_COMMIT "unknown")
if(GIT AND EXISTS ${SOURCE}/.git) # sources unpacked inside some other clone have no commit
  execute_process(COMMAND ${GIT} -C ${SOURCE} describe --always --dirty --abbrev=12 --exclude=*
    OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  if(NOT failed)
    set(BASSIN_COMMIT "${commit}")
  endif()
endif()
configure_file(${SOURCE}/sim/version.h.in ${HEADER} @ONLY)
