#!/usr/bin/Rscript
# What `bassin sensitivity` found, in R: the plane of mu* and sigma (Morris), or bars with intervals (Sobol).
#
#   bassin sensitivity town.cfg --format csv > effects.csv
#   Rscript analysis/r/sensitivity.R effects.csv PICTURE [MEASURE]      PICTURE is .pdf or .png
#
# Needs r-base-core of Debian.

dark <- "#0c4db0"
light <- "#a9c3ea"
quiet <- "#595959"

heading <- function(rows) {
  unit <- if (rows$unit[1] == "1") "" else sprintf(" (%s)", rows$unit[1])
  paste0(rows$label[1], unit)
}

# To the right what a parameter does over its range, upwards how much that differs from place to place. Lines are intervals;
# hollow: not told from luck.
effect_plane <- function(rows) {
  reach <- 1.12 * max(rows$mu_star_high, rows$sigma_high, rows$mu_star, na.rm = TRUE)
  clear <- rows$finding %in% c("moves", "untold")
  colour <- ifelse(clear, dark, quiet)
  plot(NULL, xlim = c(0, reach), ylim = c(0, reach), xaxs = "i", yaxs = "i", xlab = "mu*", ylab = "sigma", main = heading(rows))
  abline(0, 1, lty = 2, col = quiet)
  segments(pmax(rows$mu_star_low, 0), rows$sigma, rows$mu_star_high, rows$sigma, col = colour)
  segments(rows$mu_star, rows$sigma_low, rows$mu_star, rows$sigma_high, col = colour)
  points(rows$mu_star, rows$sigma, pch = 21, col = colour, bg = ifelse(clear, dark, "white"), xpd = NA)
  left <- rows$mu_star > 0.6 * reach
  for (i in seq_len(nrow(rows))) {
    text(rows$mu_star[i] + 0.02 * reach * ifelse(left[i], -1, 1), rows$sigma[i] + 0.03 * reach, adj = as.numeric(left[i]), xpd = NA,
         paste(ifelse(rows$mu[i] < 0, "-", "+"), rows$parameter[i]), cex = 0.8, col = colour[i])
  }
}

# The share of the variance that a parameter makes alone (dark) and in all (light).
index_bars <- function(rows) {
  rows <- rows[order(rows$total), ]
  shares <- rbind(rows$total, rows$first)
  ends <- range(0, 1, rows$total_low, rows$total_high, rows$first_low, rows$first_high, na.rm = TRUE)
  par(mar = c(4, 12, 3, 1))
  places <- barplot(pmax(shares, 0), beside = TRUE, horiz = TRUE, names.arg = rows$parameter, col = c(light, dark), border = NA,
                    xlim = ends, xlab = "share of the variance", main = heading(rows))
  segments(rbind(rows$total_low, rows$first_low), places, rbind(rows$total_high, rows$first_high), places)
  legend("bottomright", c("in all", "alone"), fill = c(light, dark), border = NA, bty = "n")
}

refuse <- function(text) {
  message("sensitivity.R: ", text)
  quit(status = 2)
}

given <- commandArgs(trailingOnly = TRUE)
if (length(given) < 2 || !grepl("[.](pdf|png)$", given[2])) refuse("expected FOUND.csv PICTURE [MEASURE], where PICTURE is .pdf or .png")
if (!file.exists(given[1])) refuse(paste0(given[1], ": there is no such file"))
found <- read.csv(given[1])
if (!all(c("method", "measure", "parameter") %in% names(found))) refuse(paste0(given[1], ": expected what bassin sensitivity prints with --format csv"))
measure <- if (length(given) > 2) given[3] else found$measure[1]
rows <- found[found$measure == measure, ]
if (nrow(rows) == 0) refuse(paste0("there is no measure ", measure, " in it"))
of_morris <- rows$method[1] == "morris"
if (all(is.na(if (of_morris) rows$mu_star else rows$total))) refuse(paste0("nothing moves ", measure))

if (grepl("[.]png$", given[2])) png(given[2], width = 1050, height = 900, res = 150) else pdf(given[2], width = 7, height = 6)
par(mar = c(4, 4, 3, 2), las = 1, bty = "l", font.main = 1, cex.main = 1)
if (of_morris) effect_plane(rows) else index_bars(rows)
invisible(dev.off())
clear <- if (of_morris) rows$finding == "moves" else rows$total_low > 0
cat(sprintf("%s: %d of %d parameters move it\n", measure, sum(clear, na.rm = TRUE), nrow(rows)))
