# The service for a PostgreSQL of your own. docker-compose.yml brings one; README says what must be set.

# The look of the pages is compiled here, so that Node is not shipped.
FROM python:3.13-slim AS assets
WORKDIR /build
COPY package.json package-lock.json ./
COPY assets assets
COPY bin/assets bin/assets
RUN python bin/assets

FROM python:3.13-slim
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOST=0.0.0.0 PORT=8000
WORKDIR /app
# What draws papers as PDF, and letters to draw them with.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin casework
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.txt
COPY . .
COPY --from=assets /build/static-built static-built
# With values that lead nowhere: the image holds no secret, and nothing is connected to here.
RUN SECRET_KEY=only-while-building DATABASE_URL=postgresql://nobody@localhost/nothing \
    python manage.py collectstatic --noinput --verbosity 0 \
    && install -d -o casework -m 700 /attachments /backups \
    && chown -R casework static-collected
USER casework
EXPOSE 8000
HEALTHCHECK --start-period=60s CMD ["python", "-c", "import http.client, os; asked = http.client.HTTPConnection('127.0.0.1', int(os.environ['PORT']), timeout=10); asked.request('GET', '/health/ready'); raise SystemExit(asked.getresponse().status != 200)"]
# The web server and the worker of the job queue, watched together.
CMD ["python", "-m", "cs_casework.serve"]
