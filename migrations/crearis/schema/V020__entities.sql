-- Package B: the entities. A natural key (xmlid, sysmail, domaincode) stands beside each number; status_display is generated from the
-- status's value. Foreign keys come last: users, instructors and projects refer to each other in a circle.

CREATE TABLE users (
  id             serial PRIMARY KEY,
  sysmail        text NOT NULL UNIQUE,
  extmail        text,
  username       text NOT NULL,
  password       text NOT NULL,
  role           text NOT NULL,
  status_id      integer NOT NULL,
  instructor_id  integer,
  participant_id integer,
  lang           text NOT NULL DEFAULT 'de',
  created_at     timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at     timestamp DEFAULT CURRENT_TIMESTAMP,
  img_id         integer,
  img_show       boolean DEFAULT false,
  img_thumb      jsonb,
  img_square     jsonb,
  img_wide       jsonb,
  img_vert       jsonb,
  status_display text GENERATED ALWAYS AS (status_label(status_id, lang)) STORED,
  CONSTRAINT users_sysmail_is_mail CHECK (sysmail ~ '^[^@ ]+@[^@ ]+[.][^@ ]+$'),
  CONSTRAINT users_extmail_is_mail CHECK (extmail ~ '^[^@ ]+@[^@ ]+[.][^@ ]+$'),
  CONSTRAINT users_role CHECK (role IN ('user', 'admin', 'base'))
);

CREATE TABLE domains (
  id            serial PRIMARY KEY,
  sysdomain_id  integer,
  tld           text NOT NULL,
  textdomain    text,
  admin_user_id integer,
  project_id    integer,
  description   text,
  domainname    text
);

CREATE TABLE projects (
  id                   serial PRIMARY KEY,
  domaincode           text NOT NULL UNIQUE,
  name                 text,
  description          text,
  status_old           text DEFAULT 'new',
  owner_id             integer,
  created_at           timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at           text,
  header_type          text,
  header_size          text,
  md                   text,
  html                 text,
  type                 text DEFAULT 'project',
  is_regio             boolean GENERATED ALWAYS AS (type = 'regio') STORED,
  is_topic             boolean GENERATED ALWAYS AS (type = 'topic') STORED,
  is_onepage           boolean GENERATED ALWAYS AS (page_options_ext ? 'onepage') STORED,
  is_service           boolean GENERATED ALWAYS AS (type = 'service') STORED,
  is_sidebar           boolean GENERATED ALWAYS AS (aside_options_ext ? 'sidebar') STORED,
  regio                integer,
  partner_projects     text,
  heading              text,
  theme                integer,
  cimg                 text,
  teaser               text,
  team_page            text DEFAULT 'yes',
  cta_title            text,
  cta_form             text,
  cta_entity           text,
  cta_link             text,
  is_company           boolean DEFAULT false,
  is_location_provider boolean DEFAULT false,
  config               jsonb,
  domain_id            integer,
  member_ids           jsonb,
  page_background      text DEFAULT '',
  page_cssvars         jsonb DEFAULT '{}',
  page_navigation      jsonb DEFAULT '{}',
  page_options_ext     jsonb DEFAULT '{}',
  aside_postit         jsonb DEFAULT '{}',
  aside_toc            jsonb DEFAULT '{}',
  aside_list           text DEFAULT '',
  aside_context        jsonb DEFAULT '{}',
  aside_options_ext    jsonb DEFAULT '{}',
  header_alert         jsonb DEFAULT '{}',
  header_postit        jsonb DEFAULT '{}',
  header_options_ext   jsonb DEFAULT '{}',
  footer_gallery       text DEFAULT '',
  footer_postit        jsonb DEFAULT '{}',
  footer_slider        text DEFAULT '',
  footer_repeat        jsonb DEFAULT '{}',
  footer_sitemap       text DEFAULT '',
  footer_options_ext   jsonb DEFAULT '{}',
  page_has_content     boolean GENERATED ALWAYS AS (page_background <> '' OR page_navigation <> '{}') STORED,
  aside_has_content    boolean GENERATED ALWAYS AS (aside_list <> '' OR aside_postit <> '{}' OR aside_toc <> '{}') STORED,
  header_has_content   boolean GENERATED ALWAYS AS (header_alert <> '{}' OR header_postit <> '{}') STORED,
  footer_has_content   boolean GENERATED ALWAYS AS (footer_gallery <> '' OR footer_slider <> '' OR footer_sitemap <> '' OR footer_postit <> '{}') STORED,
  img_id               integer,
  img_show             boolean DEFAULT false,
  img_thumb            jsonb,
  img_square           jsonb,
  img_wide             jsonb,
  img_vert             jsonb,
  status_id            integer NOT NULL DEFAULT 600,
  CONSTRAINT projects_domaincode CHECK (domaincode ~ '^[a-z_][a-z0-9_]*$')
);

CREATE TABLE images (
  id                 serial PRIMARY KEY,
  xmlid              text NOT NULL UNIQUE,
  name               text NOT NULL,
  url                text NOT NULL,
  project_id         integer,
  project_domaincode text,
  status_id          integer,
  owner_id           integer,
  alt_text           text,
  title              text,
  date               timestamp DEFAULT CURRENT_TIMESTAMP,
  geo                jsonb,
  x                  integer,
  y                  integer,
  shape_wide         image_shape,
  shape_square       image_shape,
  shape_vertical     image_shape,
  shape_thumb        image_shape,
  fileformat         image_file_type DEFAULT 'none',
  embedformat        embed_format,
  license            media_licence DEFAULT 'BY',
  length             integer,
  about              text,
  author             media_adapter,
  producer           media_adapter,
  publisher          media_adapter,
  variations         image_shape,
  root_id            integer,
  use_player         boolean DEFAULT false,
  ctags              bytea DEFAULT '\x00',
  is_public          boolean DEFAULT false,
  is_private         boolean DEFAULT false,
  is_internal        boolean DEFAULT false,
  is_deprecated      boolean DEFAULT false,
  has_issues         boolean DEFAULT false,
  rtags              bytea DEFAULT '\x00',
  created_at         timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at         timestamp DEFAULT CURRENT_TIMESTAMP,
  img_show           boolean DEFAULT false,
  img_thumb          jsonb,
  img_square         jsonb,
  img_wide           jsonb,
  img_vert           jsonb
);

CREATE TABLE instructors (
  id             serial PRIMARY KEY,
  xmlid          text NOT NULL UNIQUE,
  name           text NOT NULL,
  email          text,
  phone          text,
  city           text,
  country_id     text,
  cimg           text,
  description    text,
  event_xmlid    text,
  version_id     text,
  status_id      integer NOT NULL,
  multiproject   text DEFAULT 'yes',
  header_type    text,
  md             text,
  html           text,
  isbase         integer DEFAULT 0,
  created_at     timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at     text,
  is_user        boolean DEFAULT false,
  header_size    text,
  regio_id       integer,
  img_id         integer,
  img_show       boolean DEFAULT false,
  img_thumb      jsonb,
  img_square     jsonb,
  img_wide       jsonb,
  img_vert       jsonb,
  lang           text NOT NULL DEFAULT 'de',
  status_display text GENERATED ALWAYS AS (status_label(status_id, lang)) STORED
);

CREATE TABLE participants (
  id             serial PRIMARY KEY,
  xmlid          text NOT NULL UNIQUE,
  name           text NOT NULL,
  age            integer,
  city           text,
  country_id     text,
  cimg           text,
  description    text,
  event_xmlid    text,
  type           text,
  version_id     text,
  status_id      integer NOT NULL,
  created_at     timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at     text,
  is_user        boolean DEFAULT false,
  lang           text NOT NULL DEFAULT 'de',
  status_display text GENERATED ALWAYS AS (status_label(status_id, lang)) STORED,
  CONSTRAINT participants_type CHECK (type IN ('child', 'teen', 'adult'))
);

CREATE TABLE locations (
  id                   serial PRIMARY KEY,
  xmlid                text NOT NULL UNIQUE,
  name                 text NOT NULL,
  phone                text,
  email                text,
  city                 text,
  zip                  text,
  street               text,
  country_id           text,
  is_company           text,
  category_id          text,
  cimg                 text,
  header_type          text,
  header_size          text,
  md                   text,
  is_location_provider text,
  event_xmlid          text,
  version_id           text,
  status_id            integer NOT NULL,
  project_id           integer,
  isbase               integer DEFAULT 0,
  created_at           timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at           text,
  img_id               integer,
  img_show             boolean DEFAULT false,
  img_thumb            jsonb,
  img_square           jsonb,
  img_wide             jsonb,
  img_vert             jsonb,
  lang                 text NOT NULL DEFAULT 'de',
  status_display       text GENERATED ALWAYS AS (status_label(status_id, lang)) STORED
);

CREATE TABLE events (
  id             serial PRIMARY KEY,
  xmlid          text NOT NULL UNIQUE,
  name           text NOT NULL,
  date_begin     text,
  date_end       text,
  address_id     text,
  user_id        integer,
  seats_max      integer,
  cimg           text,
  header_type    text,
  rectitle       text,
  teaser         text,
  version_id     text,
  created_at     timestamp,
  updated_at     text,
  status         text,
  isbase         integer DEFAULT 0,
  template       text,
  public_user    integer,
  location       integer,
  event_type     text,
  md             text,
  html           text,
  status_id      integer NOT NULL,
  lang           text DEFAULT 'de',
  tags_ids       integer[] DEFAULT '{}',
  tags_display   text[] DEFAULT '{}',
  project_id     integer,
  regio_id       integer,
  img_id         integer,
  img_show       boolean DEFAULT false,
  img_thumb      jsonb,
  img_square     jsonb,
  img_wide       jsonb,
  img_vert       jsonb,
  status_display text GENERATED ALWAYS AS (status_label(status_id, lang)) STORED
);

CREATE TABLE posts (
  id                serial PRIMARY KEY,
  xmlid             text NOT NULL UNIQUE,
  name              text NOT NULL,
  subtitle          text,
  teaser            text,
  author_id         text,
  blog_id           text,
  tag_ids           text,
  website_published text,
  is_published      text,
  post_date         text,
  cover_properties  text,
  event_xmlid       text,
  cimg              text,
  version_id        text,
  created_at        timestamp,
  updated_at        text,
  status            text,
  isbase            integer DEFAULT 0,
  template          text,
  public_user       integer,
  header_type       text,
  md                text,
  html              text,
  status_id         integer NOT NULL,
  lang              text DEFAULT 'de',
  tags_ids          integer[] DEFAULT '{}',
  tags_display      text[] DEFAULT '{}',
  project_id        integer,
  regio_id          integer,
  img_id            integer,
  img_show          boolean DEFAULT false,
  img_thumb         jsonb,
  img_square        jsonb,
  img_wide          jsonb,
  img_vert          jsonb,
  status_display    text GENERATED ALWAYS AS (status_label(status_id, lang)) STORED
);

-- What stood as a list of ids in one text becomes rows.
CREATE TABLE event_instructors (
  event_id      integer NOT NULL,
  instructor_id integer NOT NULL,
  added_at      timestamp DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (event_id, instructor_id)
);

CREATE TABLE event_locations (
  event_id    integer NOT NULL,
  location_id integer NOT NULL,
  PRIMARY KEY (event_id, location_id)
);

CREATE TABLE event_participants (
  event_id       integer NOT NULL,
  participant_id integer NOT NULL,
  PRIMARY KEY (event_id, participant_id)
);

CREATE TABLE event_posts (
  event_id integer NOT NULL,
  post_id  integer NOT NULL,
  PRIMARY KEY (event_id, post_id)
);

CREATE TABLE events_tags (
  event_id   integer NOT NULL,
  tag_id     integer NOT NULL,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (event_id, tag_id)
);

CREATE TABLE posts_tags (
  post_id    integer NOT NULL,
  tag_id     integer NOT NULL,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (post_id, tag_id)
);

CREATE TABLE project_members (
  project_id integer NOT NULL,
  user_id    integer NOT NULL,
  role       text DEFAULT 'member',
  added_at   timestamp DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (project_id, user_id),
  CONSTRAINT project_members_role CHECK (role IN ('owner', 'member', 'partner'))
);

CREATE TABLE pages (
  id                 text PRIMARY KEY DEFAULT (gen_random_uuid())::text,
  project            integer NOT NULL,
  header_type        text DEFAULT 'simple',
  page_type          text NOT NULL,
  created_at         timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at         timestamp DEFAULT CURRENT_TIMESTAMP,
  page_options       jsonb DEFAULT '{}',
  header_options     jsonb DEFAULT '{}',
  aside_options      jsonb DEFAULT '{}',
  footer_options     jsonb DEFAULT '{}',
  page_has_content   boolean GENERATED ALWAYS AS (page_options <> '{}') STORED,
  aside_has_content  boolean GENERATED ALWAYS AS (aside_options <> '{}') STORED,
  header_has_content boolean GENERATED ALWAYS AS (header_options <> '{}') STORED,
  footer_has_content boolean GENERATED ALWAYS AS (footer_options <> '{}') STORED
);

CREATE TABLE page_sections (
  id         text PRIMARY KEY DEFAULT (gen_random_uuid())::text,
  page       text NOT NULL,
  scope      text NOT NULL,
  type       text NOT NULL,
  heading    text,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE form_input (
  id         text PRIMARY KEY DEFAULT (gen_random_uuid())::text,
  project    integer NOT NULL,
  name       text,
  email      text,
  "user"     text,
  input      jsonb,
  created_at timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE interactions (
  id          serial PRIMARY KEY,
  user_id     integer,
  name        text NOT NULL UNIQUE,
  project_id  integer,
  "timestamp" timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  status_id   integer NOT NULL,
  actions     jsonb,
  to_mail     text,
  from_mail   text,
  subject     text,
  md          text,
  fields      jsonb
);

CREATE TABLE tasks (
  id             text PRIMARY KEY,
  name           text NOT NULL,
  description    text,
  category       text DEFAULT 'project',
  priority       text DEFAULT 'medium',
  record_type    text,
  record_id      text,
  assigned_to    text,
  created_at     timestamp DEFAULT CURRENT_TIMESTAMP,
  updated_at     text,
  due_date       text,
  completed_at   text,
  version_id     text,
  release_id     text,
  cimg           text,
  prompt         text,
  logic          text,
  filter         text,
  entity_name    text,
  status_id      integer NOT NULL DEFAULT 800,
  lang           text NOT NULL DEFAULT 'de',
  status_display text GENERATED ALWAYS AS (status_label(status_id, lang)) STORED
);


ALTER TABLE users
  ADD FOREIGN KEY (status_id) REFERENCES status,
  ADD FOREIGN KEY (instructor_id) REFERENCES instructors,
  ADD FOREIGN KEY (participant_id) REFERENCES participants,
  ADD FOREIGN KEY (img_id) REFERENCES images;
ALTER TABLE domains
  ADD FOREIGN KEY (sysdomain_id) REFERENCES sysdomains,
  ADD FOREIGN KEY (admin_user_id) REFERENCES users,
  ADD FOREIGN KEY (project_id) REFERENCES projects;
ALTER TABLE projects
  ADD FOREIGN KEY (owner_id) REFERENCES users,
  ADD FOREIGN KEY (regio) REFERENCES projects,
  ADD FOREIGN KEY (domain_id) REFERENCES domains,
  ADD FOREIGN KEY (img_id) REFERENCES images,
  ADD FOREIGN KEY (status_id) REFERENCES status;
ALTER TABLE images
  ADD FOREIGN KEY (project_id) REFERENCES projects,
  ADD FOREIGN KEY (status_id) REFERENCES status,
  ADD FOREIGN KEY (owner_id) REFERENCES users,
  ADD FOREIGN KEY (root_id) REFERENCES images;
ALTER TABLE instructors
  ADD FOREIGN KEY (status_id) REFERENCES status,
  ADD FOREIGN KEY (regio_id) REFERENCES projects,
  ADD FOREIGN KEY (img_id) REFERENCES images;
ALTER TABLE participants
  ADD FOREIGN KEY (status_id) REFERENCES status;
ALTER TABLE locations
  ADD FOREIGN KEY (status_id) REFERENCES status,
  ADD FOREIGN KEY (project_id) REFERENCES projects,
  ADD FOREIGN KEY (img_id) REFERENCES images;
ALTER TABLE events
  ADD FOREIGN KEY (user_id) REFERENCES users,
  ADD FOREIGN KEY (public_user) REFERENCES instructors,
  ADD FOREIGN KEY (location) REFERENCES locations,
  ADD FOREIGN KEY (status_id) REFERENCES status,
  ADD FOREIGN KEY (project_id) REFERENCES projects,
  ADD FOREIGN KEY (regio_id) REFERENCES projects,
  ADD FOREIGN KEY (img_id) REFERENCES images;
ALTER TABLE posts
  ADD FOREIGN KEY (public_user) REFERENCES instructors,
  ADD FOREIGN KEY (status_id) REFERENCES status,
  ADD FOREIGN KEY (project_id) REFERENCES projects,
  ADD FOREIGN KEY (regio_id) REFERENCES projects,
  ADD FOREIGN KEY (img_id) REFERENCES images;
ALTER TABLE event_instructors
  ADD FOREIGN KEY (event_id) REFERENCES events,
  ADD FOREIGN KEY (instructor_id) REFERENCES instructors;
ALTER TABLE event_locations
  ADD FOREIGN KEY (event_id) REFERENCES events,
  ADD FOREIGN KEY (location_id) REFERENCES locations;
ALTER TABLE event_participants
  ADD FOREIGN KEY (event_id) REFERENCES events,
  ADD FOREIGN KEY (participant_id) REFERENCES participants;
ALTER TABLE event_posts
  ADD FOREIGN KEY (event_id) REFERENCES events,
  ADD FOREIGN KEY (post_id) REFERENCES posts;
ALTER TABLE events_tags
  ADD FOREIGN KEY (event_id) REFERENCES events,
  ADD FOREIGN KEY (tag_id) REFERENCES tags;
ALTER TABLE posts_tags
  ADD FOREIGN KEY (post_id) REFERENCES posts,
  ADD FOREIGN KEY (tag_id) REFERENCES tags;
ALTER TABLE project_members
  ADD FOREIGN KEY (project_id) REFERENCES projects,
  ADD FOREIGN KEY (user_id) REFERENCES users;
ALTER TABLE pages
  ADD FOREIGN KEY (project) REFERENCES projects;
ALTER TABLE page_sections
  ADD FOREIGN KEY (page) REFERENCES pages;
ALTER TABLE form_input
  ADD FOREIGN KEY (project) REFERENCES projects;
ALTER TABLE interactions
  ADD FOREIGN KEY (user_id) REFERENCES users,
  ADD FOREIGN KEY (project_id) REFERENCES projects,
  ADD FOREIGN KEY (status_id) REFERENCES status;
ALTER TABLE tasks
  ADD FOREIGN KEY (version_id) REFERENCES versions,
  ADD FOREIGN KEY (release_id) REFERENCES releases,
  ADD FOREIGN KEY (status_id) REFERENCES status;

-- An address of one user is no second address of another.
CREATE FUNCTION refuse_taken_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM users u WHERE u.id <> NEW.id AND (u.extmail IN (NEW.sysmail, NEW.extmail) OR u.sysmail = NEW.extmail)) THEN
    RAISE EXCEPTION 'this address belongs to another user' USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER users_mail_of_their_own BEFORE INSERT OR UPDATE OF sysmail, extmail ON users
  FOR EACH ROW EXECUTE FUNCTION refuse_taken_mail();

-- The status of an interaction is one of an interaction.
CREATE FUNCTION refuse_foreign_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM status s WHERE s.id = NEW.status_id AND s."table" = 'interactions') THEN
    RAISE EXCEPTION 'status % is none of interactions', NEW.status_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER interactions_status BEFORE INSERT OR UPDATE OF status_id ON interactions
  FOR EACH ROW EXECUTE FUNCTION refuse_foreign_status();
