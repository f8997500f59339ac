/* The fastest that a client can publish: persistent, mandatory, confirmed, a window of messages on their way.
 * publish HOST PORT USER PASSWORD VHOST EXCHANGE KEY COUNT WINDOW < body      prints messages a second */
#include <amqp.h>
#include <amqp_tcp_socket.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void ok(amqp_rpc_reply_t reply, const char *what) {
  if (reply.reply_type != AMQP_RESPONSE_NORMAL) {
    fprintf(stderr, "%s failed\n", what);
    exit(1);
  }
}

static double now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec + at.tv_nsec / 1e9;
}

/* How many messages the next answer of the broker confirms. */
static long answered(amqp_connection_state_t connection, unsigned long *last) {
  amqp_frame_t frame;
  for (;;) {
    amqp_maybe_release_buffers(connection);
    if (amqp_simple_wait_frame(connection, &frame) != AMQP_STATUS_OK) exit(1);
    if (frame.frame_type != AMQP_FRAME_METHOD) continue;
    if (frame.payload.method.id != AMQP_BASIC_ACK_METHOD) {
      fprintf(stderr, "not an ack\n");
      exit(1);
    }
    amqp_basic_ack_t *ack = frame.payload.method.decoded;
    long count = ack->multiple ? (long)(ack->delivery_tag - *last) : 1;
    if (ack->multiple) *last = ack->delivery_tag;
    else (*last)++;
    return count;
  }
}

int main(int argc, char **argv) {
  if (argc != 10) return 2;
  static char body[1 << 20];
  size_t length = fread(body, 1, sizeof body, stdin);
  long count = atol(argv[8]), window = atol(argv[9]), sent = 0, done = 0;
  unsigned long last = 0;
  amqp_connection_state_t connection = amqp_new_connection();
  amqp_socket_t *socket = amqp_tcp_socket_new(connection);
  if (amqp_socket_open(socket, argv[1], atoi(argv[2])) != AMQP_STATUS_OK) return 1;
  ok(amqp_login(connection, argv[5], 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, argv[3], argv[4]), "login");
  amqp_channel_open(connection, 1);
  ok(amqp_get_rpc_reply(connection), "channel");
  amqp_confirm_select(connection, 1);
  ok(amqp_get_rpc_reply(connection), "confirm");
  amqp_basic_properties_t properties;
  properties._flags = AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_DELIVERY_MODE_FLAG;
  properties.content_type = amqp_cstring_bytes("application/json");
  properties.delivery_mode = 2;
  amqp_bytes_t bytes = {length, body};
  double start = now();
  while (done < count) {
    while (sent < count && sent - done < window) {
      if (amqp_basic_publish(connection, 1, amqp_cstring_bytes(argv[6]), amqp_cstring_bytes(argv[7]), 1, 0,
                             &properties, bytes) != AMQP_STATUS_OK)
        return 1;
      sent++;
    }
    done += answered(connection, &last);
  }
  printf("%.1f\n", count / (now() - start));
  amqp_destroy_connection(connection);
  return 0;
}
