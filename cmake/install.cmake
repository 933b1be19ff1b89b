# What `cmake --install` puts where: the program with its manual and completion, the scenarios, the licence.
if(NOT TARGET bassin)
  return()
endif()
install(TARGETS bassin RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY scenarios/ DESTINATION ${CMAKE_INSTALL_DATADIR}/bassin/scenarios
  FILES_MATCHING PATTERN "*.cfg" PATTERN "*.csv" PATTERN "*.md")
install(FILES LICENSE README.md CHANGELOG.md CITATION.cff DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
install(FILES sim/cli/bassin.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 OPTIONAL)
install(FILES sim/cli/bassin.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  RENAME bassin OPTIONAL)
install(FILES sim/cli/_bassin DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions OPTIONAL)
install(FILES sim/cli/bassin.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d OPTIONAL)
