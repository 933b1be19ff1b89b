#!/usr/bin/Rscript
# Series and lives of a result in R, and a sequence index plot: a line a person, coloured by labour status.
#
#   Rscript analysis/r/sequences.R RESULT.h5 PICTURE [PEOPLE]      PICTURE is .pdf or .png
#
# Needs r-base-core and r-cran-ncdf4 of Debian. `states` is what TraMineR takes: seqdef(states).

library(ncdf4)

# One series as an array with the names of its dimensions and labels; ncdf4 has the slowest dimension last.
series <- function(file, name) {
  variable <- file$var[[name]]
  labels <- lapply(variable$dim, function(dim) dim$vals)
  names(labels) <- sapply(variable$dim, function(dim) dim$name)
  if (!is.null(labels$time)) labels$time <- format(as.Date(labels$time, origin = "1970-01-01"))
  array(ncvar_get(file, name, collapse_degen = FALSE), sapply(labels, length), labels)
}

# Columns of a panel as a data frame: dates, labels as factors, NA where there is none.
panel <- function(file, name, columns) {
  read <- function(column) {
    path <- paste0("panel/", name, "/", column)
    coded <- paste0(path, "_code")
    if (!is.null(file$var[[coded]])) {
      labels <- file$dim[[ncatt_get(file, coded, "codes_of")$value]]$vals
      return(factor(labels[ncvar_get(file, coded) + 1], levels = labels))
    }
    values <- ncvar_get(file, path)
    if (grepl("^days since", ncatt_get(file, path, "units")$value)) as.Date(values, origin = "1970-01-01") else as.vector(values)
  }
  as.data.frame(lapply(setNames(columns, columns), read))
}

# The table of states: a row a person, a column a date, the code of the main status; NA where the person is not there.
states_of <- function(spells, dates) {
  spells <- spells[spells$second == 0, ]
  people <- sort(unique(spells$person))
  states <- matrix(NA_integer_, length(people), length(dates), dimnames = list(people, format(dates)))
  for (k in seq_along(dates)) {
    there <- spells$start <= dates[k] & spells$end > dates[k]
    states[match(spells$person[there], people), k] <- as.integer(spells$status[there])
  }
  states
}

# The colours of the other pictures.
colours <- c(cdi = "#0c4db0", cdd = "#e59e4d", interim = "#f0d631", apprentice = "#6ac0fa", mini_job = "#a5579c",
             self_employed = "#368f58", unemployed = "#bb340e", halo = "#560566", inactive = "#a4a4a4", retired = "#e8e8e8")

# People who are there all the time, ordered by their first status, then the second, and so on.
sequence_index_plot <- function(states, dates, labels, title) {
  shown <- colours[labels]
  shown[is.na(shown)] <- "#434343"
  states <- states[do.call(order, as.data.frame(states)), , drop = FALSE]
  par(mar = c(2.6, 3.6, 3.2, 9), mgp = c(2.4, 0.6, 0), las = 1, bty = "n")
  image(as.numeric(dates), seq_len(nrow(states)), t(states), col = shown, breaks = seq_along(c(labels, "")) - 0.5,
        xaxt = "n", xlab = "", ylab = "people", main = title, font.main = 2, cex.main = 1)
  axis.Date(1, dates)
  used <- sort(unique(as.vector(states)))
  legend(par("usr")[2], par("usr")[4], gsub("_", " ", labels[used]), fill = shown[used], border = NA, bty = "n", xpd = NA)
}

main <- function(result, picture, count = 200) {
  file <- nc_open(result)
  on.exit(nc_close(file))
  rate <- series(file, "unemployment_rate")
  cat(sprintf("unemployment rate: %.2f %% on average over %d months\n", mean(rate), length(rate)))

  spells <- panel(file, "spells", c("person", "status", "start", "end", "second"))
  first <- as.Date(ncatt_get(file, 0, "start")$value)
  dates <- seq(first, max(spells$end) - 1, by = "month")
  states <- states_of(spells, dates)
  states <- states[rowSums(is.na(states)) == 0, , drop = FALSE]
  cat(sprintf("%d spells; %d people were there in all of %d months\n", nrow(spells), nrow(states), length(dates)))
  if (nrow(states) == 0) stop("nobody was there all the time")
  some <- unique(round(seq(1, nrow(states), length.out = min(count, nrow(states)))))

  if (grepl("[.]png$", picture)) png(picture, width = 1200, height = 900, res = 150) else pdf(picture, width = 8, height = 6)
  sequence_index_plot(states[some, , drop = FALSE], dates, levels(spells$status),
                      sprintf("%d of %d people, month by month", length(some), nrow(states)))
  invisible(dev.off())
}

refuse <- function(text) {
  message("sequences.R: ", text)
  quit(status = 2)
}

given <- commandArgs(trailingOnly = TRUE)
if (length(given) < 2) refuse("expected RESULT.h5 PICTURE [PEOPLE], where PICTURE is .pdf or .png")
if (!file.exists(given[1])) refuse(paste0(given[1], ": there is no such file"))
main(given[1], given[2], if (length(given) > 2) as.integer(given[3]) else 200)
