# What `cmake --install` puts where: the program with its manual and completion, the scenarios, the licence.
if(NOT TARGET bassin)
  return()
endif()
install(TARGETS bassin RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/bassin.1
  COMMAND sh -c "'$<TARGET_FILE:bassin>' manual | sed -e '/^SUBCOMMANDS/r /dev/stdin' -e //d '${PROJECT_SOURCE_DIR}/sim/cli/bassin.1.in' >bassin.1"
  DEPENDS bassin sim/cli/bassin.1.in WORKING_DIRECTORY ${PROJECT_BINARY_DIR} COMMENT "" VERBATIM)
add_custom_target(bassin_manual ALL DEPENDS ${PROJECT_BINARY_DIR}/bassin.1)
install(PROGRAMS analysis/bassin-territory DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY analysis/ DESTINATION ${CMAKE_INSTALL_DATADIR}/bassin/analysis FILES_MATCHING PATTERN "*.py"
  PATTERN "*.R" PATTERN __pycache__ EXCLUDE)
install(DIRECTORY analysis/drivers DESTINATION ${CMAKE_INSTALL_DATADIR}/bassin/analysis USE_SOURCE_PERMISSIONS
  PATTERN __pycache__ EXCLUDE)
# The page of `bassin report`, where analysis/web/build.sh has made it.
install(FILES build/web/report.html DESTINATION ${CMAKE_INSTALL_DATADIR}/bassin/analysis OPTIONAL)
install(DIRECTORY scenarios/ DESTINATION ${CMAKE_INSTALL_DATADIR}/bassin/scenarios
  FILES_MATCHING PATTERN "*.cfg" PATTERN "*.csv" PATTERN "*.md" PATTERN "experiment.sh")
install(FILES LICENSE README.md CHANGELOG.md CITATION.cff DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
install(FILES ${PROJECT_BINARY_DIR}/bassin.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES sim/cli/bassin.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  RENAME bassin OPTIONAL)
install(FILES sim/cli/_bassin DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions OPTIONAL)
install(FILES sim/cli/bassin.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d OPTIONAL)
