# SPDX-License-Identifier: BSL-1.0
# Install rules and the package that find_package(tapeless) reads.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(tapeless_package_dir "${CMAKE_INSTALL_DATADIR}/cmake/tapeless") # share/: the package knows no architecture

install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/tapeless" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.hpp")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DATADIR}/licenses/tapeless")
install(TARGETS tapeless EXPORT tapeless-targets INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT tapeless-targets NAMESPACE tapeless:: DESTINATION "${tapeless_package_dir}")

configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/tapeless-config.cmake.in"
  "${PROJECT_BINARY_DIR}/tapeless-config.cmake" INSTALL_DESTINATION "${tapeless_package_dir}")
# Before 1.0 a minor version may break its users, hence SameMinorVersion.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/tapeless-config-version.cmake"
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES "${PROJECT_BINARY_DIR}/tapeless-config.cmake" "${PROJECT_BINARY_DIR}/tapeless-config-version.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/tapeless_raise_limits.cmake" "${PROJECT_SOURCE_DIR}/cmake/tapeless_reproducible.cmake"
  DESTINATION "${tapeless_package_dir}")
